#!/bin/sh
# Makes the files that compose.yaml hands to the containers, each once: what is there is kept. The folder is for its owner
# only; the files in it must be readable by the containers' own users.
set -eu
cd "$(dirname "$0")/.."
umask 077
mkdir -p secrets
chmod 700 secrets
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
make() {
  if [ ! -e "secrets/$1" ]; then
    printf '%s' "$2" > "secrets/$1"
    echo "made secrets/$1"
  fi
  chmod 444 "secrets/$1"
}
make owner_password "$(random)"
make application_password "$(random)"
make owner_url "postgres://pejling:$(cat secrets/owner_password)@postgres:5432/pejling"
make application_url "postgres://pejling_app:$(cat secrets/application_password)@postgres:5432/pejling"
make session_secret "$(random)"
make metrics_token "$(random)"
