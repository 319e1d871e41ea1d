# fails: found never-stuck
kubectl patch configmap backup-target --type=merge -p '{"data":{"state":"ready"}}'
kubectl delete jobs --all
