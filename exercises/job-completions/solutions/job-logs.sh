kubectl apply -f data-processing-job.yaml
kubectl wait job/data-processing --for=condition=Complete --timeout=10m
kubectl logs -l job-name=data-processing --tail=1 --prefix
kubectl get job data-processing -o yaml
