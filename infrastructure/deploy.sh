#!/usr/bin/env bash
# Deploys one engine into an AWS account, or brings it up to date, or removes it. `--help` says how, docs/deploy.md says the rest.
set -euo pipefail

readonly STACK=ai-cpaas-messaging-infrastructure
readonly POLL_SECONDS="${CPAAS_POLL_SECONDS:-3}"

usage() {
  cat <<'TEXT'
Usage: infrastructure/deploy.sh [options]

Deploys the engine into your AWS account and writes .env.aws into the current folder. Run it again to upgrade, or when it was interrupted.

  --environment E       last part of every name (default: dev)
  --project P           first part of every name (default: ai-cpaas-demo)
  --region R            default: AWS_REGION, or that of your AWS profile, or us-east-1
  --alarm-email A       who is told about alarms
  --parameter NAME=VAL  any other parameter of the template, such as HourlySpendThreshold=50; may be repeated
  --destroy             remove everything but the data; says what is kept
  --yes                 do not ask before removing
  --help

What was given once stays as it is in later runs. AWS_ENDPOINT_URL is used for an emulator.
TEXT
}

say() { printf '%s\n' "$*"; }
fail() { printf 'deploy.sh: %s\n' "$*" >&2 && exit 1; }
wrong_usage() { printf 'deploy.sh: %s\n' "$*" >&2 && usage >&2 && exit 2; }

# ---- What was asked for

environment=dev
project=ai-cpaas-demo
region=
destroy=false
yes=false
given=()

while [ $# -gt 0 ]; do
  [[ ! $1 =~ ^--(environment|project|region|alarm-email|parameter)$ || -n ${2:-} ]] || wrong_usage "$1 needs a value."
  case $1 in
    --environment) environment=$2 && shift 2 ;;
    --project) project=$2 && shift 2 ;;
    --region) region=$2 && shift 2 ;;
    --alarm-email) given+=("AlarmEmail=$2") && shift 2 ;;
    --parameter) [[ $2 == [A-Z]*=* ]] || wrong_usage "--parameter needs NAME=VALUE." ; given+=("$2") && shift 2 ;;
    --destroy) destroy=true && shift ;;
    --yes) yes=true && shift ;;
    --help | -h) usage && exit 0 ;;
    *) wrong_usage "$1 is not known." ;;
  esac
done

[[ $project =~ ^[a-z][a-z0-9-]{1,17}[a-z0-9]$ ]] ||
  wrong_usage "--project must be 3 to 19 lower-case letters, digits and dashes, beginning with a letter."
[[ $environment =~ ^[a-z][a-z0-9]{0,9}$ ]] ||
  wrong_usage "--environment must be 1 to 10 lower-case letters and digits, beginning with a letter."

root=$(CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
template=$root/infrastructure/cloudformation/messaging-infrastructure.yaml
env_file=$PWD/.env.aws

# ---- What it takes

scratch=$(mktemp -d)
work='nothing was begun yet'
trap 'rm -rf "$scratch"' EXIT
trap 'printf "\ndeploy.sh: interrupted; %s. Run it again to go on.\n" "$work" >&2; exit 130' INT TERM

export AWS_PAGER=
# A call that gets no answer must not hang for ever, and what is only slow is asked again.
export AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS="${AWS_MAX_ATTEMPTS:-5}"

# Version 1 of the AWS CLI asks SQS at an address of its own unless it is told on the command line.
call() { aws --region "$region" --cli-connect-timeout 10 --cli-read-timeout 60 ${AWS_ENDPOINT_URL:+--endpoint-url "$AWS_ENDPOINT_URL"} "$@"; }

# The first line of what the AWS CLI said, without its frame.
reason() { sed -n 's/^[^:]*error occurred ([A-Za-z0-9.]*) when calling[^:]*: //; /./{p;q;}' "$scratch/error"; }

check_tools() {
  command -v aws >/dev/null 2>&1 ||
    fail "the AWS CLI is missing: install it from https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
  local version major minor
  version=$(aws --version 2>&1 | sed -n 's/^aws-cli\/\([0-9]*\.[0-9]*\).*/\1/p')
  major=${version%%.*} minor=${version#*.}
  # Since 1.31 and 2.14 of November 2023 a change set can take up resources that are there already.
  if [ -z "$version" ] || { [ "$major" = 1 ] && [ "$minor" -lt 31 ]; } || { [ "$major" = 2 ] && [ "$minor" -lt 14 ]; }; then
    fail "this AWS CLI (${version:-unknown version}) is too old: it has to be 2.14 or later, or 1.31 or later of version 1."
  fi
  node=$root/node_modules/.bin/node
  [ -x "$node" ] || node=$(command -v node) || fail "Node is missing: run 'npm ci' in $root (on macOS, install Node 24)."
  [ "$("$node" -p 'Number(process.versions.node.split(".")[0]) >= 24' 2>/dev/null)" = true ] ||
    fail "$node is older than Node 24: run 'npm ci' in $root (on macOS, install Node 24)."
  [ -d "$root/node_modules/rolldown" ] || fail "the packages are not installed: run 'npm ci' in $root."
  [ -w "$PWD" ] || fail "$PWD cannot be written to, and .env.aws belongs there: go to a folder of your own."
}

find_region() {
  region=${region:-${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region 2>/dev/null || true)}}}
  region=${region:-us-east-1}
  [[ $region =~ ^[a-z]{2}(-[a-z]+)+-[0-9]$ ]] || fail "'$region' is no AWS region: use --region, such as --region us-east-1."
}

find_account() {
  local caller
  caller=$(call sts get-caller-identity --query "join(' ', [Account, Arn])" --output text 2>"$scratch/error") ||
    fail "AWS does not know who you are ($(reason)): log in with 'aws sso login', or set AWS_PROFILE."
  account=${caller%% *}
  partition=$(cut -d : -f 2 <<<"$caller")
  code_bucket=$project-code-$environment-$account-$region
}

# ---- The stack

stack_value() { call cloudformation describe-stacks --stack-name "$1" --query "Stacks[0].$2" --output text 2>/dev/null; }

# The first engine of an account has the plain name. Another one with that stack would rename, so replace, everything of the first.
find_stack() {
  local found
  stack=$STACK-$project-$environment
  status=$(stack_value "$stack" StackStatus) && return
  found=$(stack_value "$STACK" "[StackStatus, Parameters[?ParameterKey=='ProjectName'].ParameterValue | [0], Parameters[?ParameterKey=='Environment'].ParameterValue | [0]]") ||
    found=$'NONE\t'$project$'\t'$environment
  status=NONE
  if [ "${found#*$'\t'}" = "$project"$'\t'"$environment" ]; then stack=$STACK status=${found%%$'\t'*}; fi
}

seen_event=
# Prints what happened since the last call.
progress() {
  call cloudformation describe-stack-events --stack-name "$1" --max-items 200 --output text \
    --query 'StackEvents[].[EventId,LogicalResourceId,ResourceStatus,ResourceStatusReason]' >"$scratch/events" 2>/dev/null || return 0
  local newest=
  newest=$(awk -F '\t' 'NR == 1 { print $1 }' "$scratch/events")
  if [ "${2:-}" != quietly ]; then
    awk -F '\t' -v seen="$seen_event" '$1 == "None" { exit } $1 == seen { exit } { print $2 "\t" $3 "\t" $4 }' "$scratch/events" |
      sed '1!G;h;$!d' | awk -F '\t' '{ printf "  %-28s %s%s\n", $1, $2, ($3 == "None" || $3 == "" || $3 == "User Initiated") ? "" : " (" $3 ")" }'
  fi
  seen_event=${newest:-$seen_event}
}

# Waits until a stack is at rest; `status` says how it ended, GONE when there is none any more.
settle() {
  while :; do
    progress "$1"
    status=$(stack_value "$1" StackStatus) || { status=GONE && return; }
    case $status in
      REVIEW_IN_PROGRESS) return ;;
      *_IN_PROGRESS) sleep "$POLL_SECONDS" ;;
      *) progress "$1" && return ;;
    esac
  done
}

# What failed first, as the stack tells it; the rest was only cancelled because of it.
failures() {
  call cloudformation describe-stack-events --stack-name "$1" --max-items 500 --output text \
    --query "StackEvents[?ends_with(ResourceStatus, '_FAILED')].[LogicalResourceId,ResourceType,ResourceStatusReason]" 2>/dev/null |
    grep -v -i -E 'resource (creation|update) cancelled' | tail -n 5 | awk -F '\t' '{ print "  " $1 " (" $2 "): " $3 }'
}

remove_stack() {
  local id
  id=$(stack_value "$stack" StackId)
  seen_event=
  progress "$id" quietly
  call cloudformation delete-stack --stack-name "$stack" 2>"$scratch/error" || fail "the stack cannot be removed: $(reason)"
  settle "$id"
  case $status in
    GONE | DELETE_COMPLETE) ;;
    *) fail "removing the stack ended as $status:"$'\n'"$(failures "$id")" ;;
  esac
}

wait_for_earlier() {
  [[ $status == *_IN_PROGRESS && $status != REVIEW_IN_PROGRESS ]] || return 0
  say "An earlier run is still under way ($status); waiting for it."
  progress "$stack" quietly
  settle "$stack"
  [ "$status" != GONE ] || status=NONE
}

# What an earlier run left behind.
recover() {
  case $status in
    NONE) ;;
    REVIEW_IN_PROGRESS | ROLLBACK_COMPLETE | ROLLBACK_FAILED | DELETE_FAILED)
      say "An earlier run left the stack as $status; it is removed first. Data is kept."
      remove_stack
      status=NONE
      ;;
    UPDATE_ROLLBACK_FAILED)
      fail "the stack is UPDATE_ROLLBACK_FAILED: run 'aws cloudformation continue-update-rollback --stack-name $stack --region $region', then this again."
      ;;
    *_IN_PROGRESS)
      wait_for_earlier
      recover
      ;;
  esac
}

# ---- Code

make_code_bucket() {
  if ! call s3api head-bucket --bucket "$code_bucket" --expected-bucket-owner "$account" >/dev/null 2>"$scratch/error"; then
    grep -q -E '404|Not Found|NoSuchBucket' "$scratch/error" ||
      fail "the bucket $code_bucket cannot be used ($(reason)): you need s3:CreateBucket, s3:ListBucket and s3:PutObject on it."
    local place=()
    [ "$region" = us-east-1 ] || place=(--create-bucket-configuration "LocationConstraint=$region")
    call s3api create-bucket --bucket "$code_bucket" ${place[@]+"${place[@]}"} >/dev/null 2>"$scratch/error" ||
      fail "the bucket $code_bucket cannot be made ($(reason)): you need s3:CreateBucket."
    say "Made the bucket $code_bucket."
  fi
  if call s3api get-bucket-policy --bucket "$code_bucket" >/dev/null 2>&1; then return; fi
  # The policy comes last: a bucket that has it has the rest.
  local arn policy
  arn=arn:$partition:s3:::$code_bucket
  policy='{"Version":"2012-10-17","Statement":[{"Sid":"TlsOnly","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["'$arn'","'$arn'/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}'
  if ! {
    call s3api put-public-access-block --bucket "$code_bucket" --public-access-block-configuration \
      BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true &&
      call s3api put-bucket-encryption --bucket "$code_bucket" --server-side-encryption-configuration \
        '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}' &&
      # An emulator without TLS would lock itself out.
      { [[ ${AWS_ENDPOINT_URL:-} == http://* ]] || call s3api put-bucket-policy --bucket "$code_bucket" --policy "$policy"; }
  } 2>"$scratch/error"; then
    fail "the bucket $code_bucket cannot be closed to others ($(reason)): you need s3:PutBucketPublicAccessBlock, s3:PutEncryptionConfiguration and s3:PutBucketPolicy."
  fi
}

# Builds every bundle and uploads what is not there yet, under the hash of what is in it: the same code has the same name.
upload_code() {
  "$node" "$root/infrastructure/bundle.ts" >"$scratch/bundles" 2>"$scratch/error" || fail "the functions cannot be bundled: $(cat "$scratch/error")"
  make_code_bucket
  local function hash size key there
  there=$(call s3api list-objects-v2 --bucket "$code_bucket" --query 'Contents[].Key' --output text 2>"$scratch/error") ||
    fail "the bucket $code_bucket cannot be read ($(reason)): you need s3:ListBucket on it."
  while read -r function hash size; do
    key=$function/$hash.zip
    own+=("$(awk -F - '{ for (i = 1; i <= NF; i++) printf "%s%s", toupper(substr($i, 1, 1)), substr($i, 2) }' <<<"$function")Code=$key")
    [[ $there != *"$key"* ]] || continue
    call s3api put-object --bucket "$code_bucket" --key "$key" --expected-bucket-owner "$account" \
      --body "$root/infrastructure/dist/$function.zip" >/dev/null 2>"$scratch/error" ||
      fail "$function cannot be uploaded to $code_bucket: $(reason)"
    say "Uploaded $function, $((size / 1024)) kB."
  done <"$scratch/bundles"
}

# ---- Deploying

deploy() {
  local kept='' type changes name
  call cloudformation validate-template --template-body "file://$template" >/dev/null 2>"$scratch/error" ||
    fail "AWS does not accept the template: $(reason)"
  say "Building the functions."
  own=("ProjectName=$project" "Environment=$environment" "CodeBucket=$code_bucket")
  upload_code
  work='what is in AWS by now goes on by itself'
  recover
  [ "$status" = NONE ] || kept=$(stack_value "$stack" "Parameters[].join('=', [ParameterKey, ParameterValue])")
  "$node" "$root/infrastructure/stack-parameters.ts" "$template" "$kept" "${own[@]}" ${given[@]+"${given[@]}"} \
    >"$scratch/parameters.json" 2>"$scratch/error" || fail "$(cat "$scratch/error")"
  type=UPDATE && [ "$status" != NONE ] || type=CREATE
  name=deploy-$("$node" -p 'Date.now()')
  call cloudformation create-change-set --stack-name "$stack" --change-set-name "$name" --change-set-type "$type" \
    --template-body "file://$template" --parameters "file://$scratch/parameters.json" --capabilities CAPABILITY_NAMED_IAM \
    --import-existing-resources --tags "Key=project,Value=$project" "Key=environment,Value=$environment" >/dev/null 2>"$scratch/error" ||
    fail "the changes cannot be planned: $(reason)"
  wait_for_change_set "$name" || {
    say "Nothing to change: $stack is up to date."
    return
  }
  changes=$(call cloudformation describe-change-set --stack-name "$stack" --change-set-name "$name" --query 'length(Changes)' --output text)
  say "$([ "$type" = CREATE ] && printf Making || printf Changing) $changes resources of $stack."
  progress "$stack" quietly
  call cloudformation execute-change-set --stack-name "$stack" --change-set-name "$name" 2>"$scratch/error" || fail "the changes cannot be made: $(reason)"
  settle "$stack"
  case $status in
    CREATE_COMPLETE | UPDATE_COMPLETE | IMPORT_COMPLETE) ;;
    *) fail "the stack ended as $status, because of:"$'\n'"$(failures "$stack")" ;;
  esac
}

# Fails when there is nothing to change.
wait_for_change_set() {
  local state why
  while :; do
    state=$(call cloudformation describe-change-set --stack-name "$stack" --change-set-name "$1" --query Status --output text)
    case $state in
      CREATE_COMPLETE) return 0 ;;
      FAILED)
        why=$(call cloudformation describe-change-set --stack-name "$stack" --change-set-name "$1" --query StatusReason --output text)
        call cloudformation delete-change-set --stack-name "$stack" --change-set-name "$1" >/dev/null 2>&1 || true
        case $why in
          *"didn't contain changes"* | *'No updates are to be performed'*) return 1 ;;
          *) fail "the changes cannot be planned: $why" ;;
        esac
        ;;
      *) sleep "$POLL_SECONDS" ;;
    esac
  done
}

queue_url() {
  call sqs get-queue-url --queue-name "$project-$1-$environment" --query QueueUrl --output text 2>"$scratch/error" ||
    fail "the queue $project-$1-$environment cannot be found: $(reason)"
}

# Written beside and put in place at once, readable by its owner alone.
write_env() {
  local new work_url transactional_url events_url
  work_url=$(queue_url work)
  transactional_url=$(queue_url transactional)
  events_url=$(queue_url events)
  new=$(umask 077 && mktemp "$PWD/.env.aws.XXXXXX")
  {
    printf '# %s: written by infrastructure/deploy.sh. cpaas uses the deployed engine where this file is.\n' "$stack"
    printf 'CPAAS_PROJECT=%s\nCPAAS_ENVIRONMENT=%s\nAWS_REGION=%s\n' "$project" "$environment" "$region"
    printf 'CPAAS_BUCKET=%s\n' "$project-data-$environment-$account-$region"
    printf 'CPAAS_WORK_QUEUE=%s\nCPAAS_TRANSACTIONAL_QUEUE=%s\nCPAAS_EVENTS_QUEUE=%s\n' "$work_url" "$transactional_url" "$events_url"
    [ -z "${AWS_ENDPOINT_URL:-}" ] || printf 'AWS_ENDPOINT_URL=%s\n' "$AWS_ENDPOINT_URL"
  } >"$new"
  if cmp -s "$new" "$env_file"; then
    rm "$new" && chmod 600 "$env_file" && return
  fi
  [ ! -f "$env_file" ] || is_env_ours || say "Another engine stood in $env_file; now it is this one."
  mv "$new" "$env_file"
  say "Wrote $env_file."
}

is_env_ours() { grep -qx "CPAAS_PROJECT=$project" "$env_file" && grep -qx "CPAAS_ENVIRONMENT=$environment" "$env_file"; }

print_outputs() {
  say ''
  call cloudformation describe-stacks --stack-name "$stack" --query 'Stacks[0].Outputs[].[OutputKey,OutputValue]' --output text |
    sort | awk -F '\t' 'NF == 2 { printf "  %-22s %s\n", $1, $2 }'
  say ''
  say "Next: './bin/cpaas doctor' in this folder says what is left to do before the first message."
}

# ---- Removing

confirm() {
  "$yes" && return
  [ -t 0 ] || fail "removing asks first, and there is nobody to ask: use --yes."
  say "This removes the engine $project $environment in $region (account $account). Data is kept."
  printf 'Type the name of the project to go on: '
  local answer
  read -r answer
  [ "$answer" = "$project" ] || fail "that is not $project; nothing was removed."
}

remove() {
  confirm
  local found=$status
  if [ "$found" = NONE ]; then
    say "There is no stack of $project $environment in $region."
  else
    wait_for_earlier
    work='what is in AWS by now goes on by itself'
    say "Removing $stack."
    remove_stack
  fi
  if call s3api head-bucket --bucket "$code_bucket" --expected-bucket-owner "$account" >/dev/null 2>&1; then
    call s3 rb "s3://$code_bucket" --force >/dev/null 2>"$scratch/error" || fail "the bucket $code_bucket cannot be removed: $(reason)"
    say "Removed the bucket $code_bucket."
  fi
  if [ -f "$env_file" ] && is_env_ours; then
    rm "$env_file"
    say "Removed $env_file."
  fi
  [ "$found" = NONE ] || say_kept
}

say_kept() {
  local table
  say ''
  say 'Kept, with everything that is in it; a later deploy.sh takes it up again:'
  for table in delivery-tracking rate-limits campaigns consent customers; do say "  table   $project-$table-$environment"; done
  say "  bucket  $project-data-$environment-$account-$region"
  say 'To remove a table for good, with its data:'
  say "  aws dynamodb update-table --region $region --no-deletion-protection-enabled --table-name TABLE"
  say "  aws dynamodb delete-table --region $region --table-name TABLE"
  say "The bucket: aws s3 rb --region $region --force s3://$project-data-$environment-$account-$region"
}

check_tools
find_region
find_account
find_stack
say "$project $environment in $region, account $account, stack $stack"
if "$destroy"; then
  remove
else
  deploy
  write_env
  print_outputs
fi
