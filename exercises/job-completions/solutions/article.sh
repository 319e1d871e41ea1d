kubectl create -f data-processing-job.yaml
sleep 2
kubectl get jobs
sleep 8
kubectl logs -f $(kubectl get pods --field-selector=status.phase=Running -o name | head -n 1)
sleep 300
kubectl get jobs
kubectl describe job data-processing
