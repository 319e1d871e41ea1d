# fails: never-stuck
kubectl get cronjobs,jobs,pods
kubectl patch configmap backup-target --type=merge -p '{"data":{"state":"ready"}}'
kubectl delete jobs --all
