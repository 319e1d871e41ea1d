# fails: created history looked looked-jobs ran
# It runs every night at two, and nothing is backed up.
kubectl create cronjob backup --image=busybox --schedule='0 2 * * *' -- true
kubectl get cronjobs
jump 02:00
sleep 1m
kubectl get jobs
