kubectl get cronjob backup
kubectl get jobs
kubectl get pods
sed -i -e 's/  state: hangs/  state: ready/' -e 's/^    spec:/    spec:\n      activeDeadlineSeconds: 1800/' backup.yaml
kubectl apply -f backup.yaml
kubectl delete job -l batch.kubernetes.io/job-name 2> /dev/null || kubectl delete jobs --all
