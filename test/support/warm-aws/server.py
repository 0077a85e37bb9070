"""
The AWS CLI, kept warm: to start one takes 0.7 s of processor time, nearly all of it loading, and a deployment starts some thirty.
Each command runs in a fork of this process, with the arguments, the environment, the folder and the files of its caller, which is
`aws` beside this file. Ends with its own input, and leaves nothing of the socket's folder.
"""

import os
import pickle
import signal
import socket
import sys
import threading
import traceback

import awscli.clidriver
import awscli.handlers  # noqa: F401, loaded by every command
import botocore.endpoint  # noqa: F401, every command comes to it

# Where the data of all services lie: set as the CLI is loaded.
LOADED = {'AWS_DATA_PATH': os.environ['AWS_DATA_PATH']}


def run(connection):
    said, files, _, _ = socket.recv_fds(connection, 1 << 20, 3)
    arguments, environment, folder = pickle.loads(said)
    for own, theirs in enumerate(files):
        os.dup2(theirs, own)
    os.environ.clear()
    os.environ.update(LOADED | environment)
    os.chdir(folder)
    sys.argv = ['aws', *arguments]
    code = 255
    try:
        code = awscli.clidriver.main() or 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        connection.send(bytes([code]))
        os._exit(code)


def end_with_input():
    os.read(0, 1)
    os.unlink(path)
    os.rmdir(os.path.dirname(path))
    os._exit(0)


signal.signal(signal.SIGCHLD, signal.SIG_IGN)
server = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
path = sys.argv[1]
server.bind(path)
server.listen(16)
print('ready', flush=True)
threading.Thread(target=end_with_input, daemon=True).start()
while True:
    connection, _ = server.accept()
    if os.fork() == 0:
        server.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        run(connection)
    connection.close()
