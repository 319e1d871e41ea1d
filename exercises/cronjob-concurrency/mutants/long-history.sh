# fails: short-history
kubectl get jobs
kubectl patch cronjob report -p '{"spec":{"concurrencyPolicy":"Forbid"}}'
sleep 10m
