# fails: alone works-on never-two
# Nothing overlaps when nothing runs.
kubectl get jobs
kubectl patch cronjob report -p '{"spec":{"suspend":true,"successfulJobsHistoryLimit":1}}'
sleep 10m
