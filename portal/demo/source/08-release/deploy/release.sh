#!/bin/sh
# Copies the build to both machines and restarts them one after the other.
set -eu
for machine in desk-1 desk-2; do
  scp -i deploy/id_harbour -r dist "deploy@${machine}.tideline-data.example:/srv/desk"
  ssh -i deploy/id_harbour "deploy@${machine}.tideline-data.example" sudo systemctl restart desk
done
