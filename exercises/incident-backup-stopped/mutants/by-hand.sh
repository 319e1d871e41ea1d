# fails: cleared never-stuck tonight
# A backup made by hand today says nothing about tonight.
kubectl get cronjobs,jobs,pods
kubectl patch configmap backup-target --type=merge -p '{"data":{"state":"ready"}}'
kubectl create job --from=cronjob/backup manual
sleep 5m
