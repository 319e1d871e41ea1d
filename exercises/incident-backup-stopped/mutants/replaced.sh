# fails: never-stuck
# Replace pushes the hanging Job out each night, but the backup still hangs until the next one.
kubectl get cronjobs,jobs,pods
kubectl patch configmap backup-target --type=merge -p '{"data":{"state":"ready"}}'
kubectl delete jobs --all
kubectl patch cronjob backup -p '{"spec":{"concurrencyPolicy":"Replace"}}'
