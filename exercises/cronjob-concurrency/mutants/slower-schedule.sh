# fails: alone never-two works-on
# Every five minutes there is no overlap, but nothing forbids one.
kubectl get jobs
kubectl patch cronjob report -p '{"spec":{"schedule":"*/5 * * * *","successfulJobsHistoryLimit":1}}'
sleep 20m
