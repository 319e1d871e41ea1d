# fails: never-stuck
# A deadline for starting late says nothing about how long a run may take.
kubectl get cronjobs,jobs,pods
kubectl patch configmap backup-target --type=merge -p '{"data":{"state":"ready"}}'
kubectl delete jobs --all
kubectl patch cronjob backup -p '{"spec":{"startingDeadlineSeconds":3600}}'
