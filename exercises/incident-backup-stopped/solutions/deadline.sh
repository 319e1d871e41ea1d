kubectl get cronjobs,jobs,pods
kubectl logs -l job-name --tail=5
kubectl patch configmap backup-target --type=merge -p '{"data":{"state":"ready"}}'
kubectl delete jobs --all
kubectl patch cronjob backup -p '{"spec":{"jobTemplate":{"spec":{"activeDeadlineSeconds":3600}}}}'
