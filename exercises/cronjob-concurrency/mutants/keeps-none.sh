# fails: short-history
# Without any history nobody can tell that a report was made.
kubectl get jobs
kubectl patch cronjob report -p '{"spec":{"concurrencyPolicy":"Forbid","successfulJobsHistoryLimit":0}}'
sleep 10m
