# fails: history
# It ran once, then it was deleted: nothing for the nights to come.
kubectl create -f backup-cronjob.yaml
kubectl get cronjobs
jump 02:00
sleep 1m
kubectl get jobs
kubectl delete cronjob backup
