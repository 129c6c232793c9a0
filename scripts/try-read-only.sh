#!/bin/sh
# Runs the processes of compose.yaml as the containers would, without Docker: a file system that is read-only but for the home
# folder and a folder for temporary files, user 10001 without capabilities or a way to get any, secrets from files, a PostgreSQL elsewhere. Needs root
# and Linux, and a built dashboard.
#   scripts/try-read-only.sh postgres://pejling_app:…@127.0.0.1:5432/pejling postgres://pejling:…@127.0.0.1:5432/pejling
set -eu
if [ "${1:-}" != inside ]; then
  application=${1:?the address of the database for everyday work} owner=${2:?the address as the owner of the tables}
  code=$(cd "$(dirname "$0")/.." && pwd)
  work=$(mktemp -d /tmp/pejling-read-only-XXXXXX)
  trap 'rm -rf "$work"' EXIT
  mkdir "$work/home" "$work/secrets" "$work/tmp"
  printf '%s' "$application" > "$work/secrets/application_url"
  printf '%s' "$owner" > "$work/secrets/owner_url"
  od -An -N24 -tx1 /dev/urandom | tr -d ' \n' > "$work/secrets/session_secret"
  chown -R 10001:10001 "$work"
  chmod 755 "$work"
  unshare --mount --pid --fork --mount-proc --kill-child sh "$code/scripts/try-read-only.sh" inside "$code" "$work"
  exit
fi
code=$2 work=$3
mount --make-rprivate /
mount --bind "$work" "$work"
mount --bind "$code" "$code"
mount -o remount,bind,ro "$code"
mount -o remount,bind,ro /
mount -t tmpfs -o size=512m,mode=1777 tmpfs "$work/tmp"
cd "$code"
node=$code/node_modules/.bin/node
[ -x "$node" ] || node=$(command -v node)
as() {
  env -i PATH=/usr/bin:/bin TMPDIR="$work/tmp" PEJLING_HOME="$work/home" PEJLING_LOG=json NODE_ENV=production "$@"
}
pejling() {
  as DATABASE_URL_FILE="$work/secrets/application_url" "$@"
}
drop='setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all'
dashboard() {
  pejling PEJLING_SECRET_FILE="$work/secrets/session_secret" PORT="$1" \
    unshare --mount sh -c 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"' "$work/home" \
    $drop "$node" apps/dashboard/server.ts > "$work/dashboard-$1.log" 2>&1 &
}
ask() {
  for _ in $(seq 60); do
    answer=$("$node" -e 'fetch(process.argv[1]).then((a) => console.log(a.status), () => console.log("none"))' "$1")
    [ "$answer" = 200 ] && break
    sleep 1
  done
  echo "$1 $answer"
  [ "$answer" = 200 ]
}
for place in "$code/x" /var/x "$code/node_modules/x"; do
  if $drop touch "$place" 2>/dev/null; then echo "expected $place not to be writable" >&2; exit 1; fi
done
pejling DATABASE_OWNER_URL_FILE="$work/secrets/owner_url" $drop "$node" pipelines/runner/src/pejling.ts migrate forward
pejling $drop "$node" pipelines/runner/src/pejling.ts worker > "$work/worker.log" 2>&1 &
pejling $drop "$node" pipelines/runner/src/pejling.ts run
dashboard 4971
dashboard 4972
ask http://127.0.0.1:4971/api/ready?strict
ask 'http://127.0.0.1:4972/relations?study=kora-2017&x=funding_model&y=screening'
pejling $drop "$node" pipelines/runner/src/pejling.ts worker --check
echo 'migrate, worker, run and two dashboards do with a read-only file system and no rights'
