# fails: history
sed -i 's/successfulJobsHistoryLimit: 3/successfulJobsHistoryLimit: 1/' backup-cronjob.yaml
kubectl create -f backup-cronjob.yaml
kubectl get cronjobs
jump 02:00
sleep 1m
kubectl get jobs
