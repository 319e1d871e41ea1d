kubectl apply -f backup-cronjob.yaml
kubectl describe cronjob backup
sleep 5h
kubectl get jobs,pods
