"""
moto's server as the tests need it.

moto tests the condition of a write and does the write in two steps, with a thread for each request: of 40 races for two places, 2 had
three winners. In AWS a conditional write of one item is atomic, so requests to DynamoDB go one after the other here.

Some things are made quick, without another answer: it parses the same eight paths again for each event and rule, 15 ms a time; it
sorts the whole table for each query, 60 ms with 2,000 items, where it needs only those with the key asked for; it looks at every
value of an answer in ten ways, 80 ms for 20 items; and it lists its own folder and writes a line for each request.

Callers give up after seconds and ask again. On a machine that is too busy, what they gave up would be done all the same, while what they
ask instead waits behind it until that is given up too, and nothing is ever answered: so what nobody waits for is not done.
"""

import functools
import io
import select
import socket
import threading

import jsonpath_ng.ext as paths
import moto.server as server
from werkzeug import serving
from moto import backends
from moto.core import serialize
from moto.dynamodb.models.table import Table
paths.parse = functools.cache(paths.parse)

modules = list(backends.list_of_moto_modules())
backends.list_of_moto_modules = lambda: modules

all_items, query = Table.all_items, Table.query

def candidates(table):
    asked = table.__dict__.get('asked')
    if asked is None:
        return all_items(table)
    key, conditions = asked
    if not conditions:
        found = table.items.get(key, {})
        return list(found.values()) if table.range_key_attr else ([found] if found else [])
    sets = table.items.values()
    items = (item for each in sets for item in each.values()) if table.range_key_attr else sets
    (name, value), = conditions
    wanted = value.value
    return [item for item in items if (found := item.attrs.get(name)) is not None and found.value == wanted]

def query_of(table, hash_key, *rest, **named):
    table.asked = (hash_key, named.get('hash_key_conditions') if rest[6] else None)
    try:
        return query(table, hash_key, *rest, **named)
    finally:
        table.asked = None

Table.all_items, Table.query = candidates, query_of

serving.WSGIRequestHandler.log_request = lambda *_: None

structure = serialize.BaseJSONSerializer._serialize_type_structure

def answered(self, serialized, value, shape, key):
    if shape.name == 'AttributeValue' and type(value) is dict and not value.keys() & {'B', 'BS', 'M', 'L'}:
        serialized[key] = value
    else:
        structure(self, serialized, value, shape, key)
serialize.BaseJSONSerializer._serialize_type_structure = answered

lock, run = threading.Lock(), server.run_simple

def has_left(connection):
    return bool(select.select([connection], [], [], 0)[0]) and connection.recv(1, socket.MSG_PEEK) == b''

def serve(host, port, app, **options):
    def answer(environ, start):
        if not environ.get('HTTP_X_AMZ_TARGET', '').startswith('DynamoDB_'):
            return app(environ, start)
        # Read before: a caller that is slow to say what it wants keeps nobody else waiting.
        length = int(environ.get('CONTENT_LENGTH') or 0)
        environ['wsgi.input'] = io.BytesIO(environ['wsgi.input'].read(length))
        with lock:
            if has_left(environ['werkzeug.socket']):
                start('408 Request Timeout', [])
                return []
            return list(app(environ, start))
    run(host, port, answer, **options)

server.run_simple = serve
server.main()
