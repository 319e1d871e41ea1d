# fails: created history looked looked-jobs ran
sed -i 's/0 2 \* \* \*/0 2 * * 0/' backup-cronjob.yaml
kubectl create -f backup-cronjob.yaml
kubectl get cronjobs
sleep 8h
kubectl get jobs
