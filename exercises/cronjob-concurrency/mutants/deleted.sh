# fails: works-on
kubectl get jobs
kubectl patch cronjob report -p '{"spec":{"concurrencyPolicy":"Forbid","successfulJobsHistoryLimit":1}}'
sleep 10m
kubectl delete cronjob report
