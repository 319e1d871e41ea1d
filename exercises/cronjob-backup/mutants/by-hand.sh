# fails: ran looked-jobs history
# A Job made by hand is not what the schedule made; then the CronJob is suspended.
kubectl create -f backup-cronjob.yaml
kubectl get cronjobs
kubectl create job --from=cronjob/backup manual
sleep 1m
kubectl patch cronjob backup -p '{"spec":{"suspend":true}}'
sleep 5h
kubectl get jobs
