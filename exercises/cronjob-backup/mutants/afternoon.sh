# fails: created looked ran looked-jobs history
sed -i 's/0 2 \* \* \*/0 14 * * */' backup-cronjob.yaml
kubectl create -f backup-cronjob.yaml
kubectl get cronjobs
sleep 24h
kubectl get jobs
