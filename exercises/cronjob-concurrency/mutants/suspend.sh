# fails: alone looked never-two works-on
# Nothing overlaps when nothing runs.
kubectl patch cronjob report -p '{"spec":{"suspend":true,"successfulJobsHistoryLimit":1}}'
sleep 10m
