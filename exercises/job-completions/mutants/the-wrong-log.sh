# fails: logs
# A log was read, but it is that of another pod.
kubectl create -f data-processing-job.yaml
sleep 10
kubectl logs -n kube-system -l k8s-app=kube-dns
sleep 300
kubectl get jobs
