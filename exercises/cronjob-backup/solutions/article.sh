kubectl create -f backup-cronjob.yaml
kubectl get cronjobs
jump 02:00
sleep 1m
kubectl get cronjobs
kubectl get jobs
