# fails: works-on
# Each new Job pushes out the one before, so none ever ends.
kubectl get jobs
kubectl patch cronjob report -p '{"spec":{"concurrencyPolicy":"Replace","successfulJobsHistoryLimit":1}}'
sleep 10m
