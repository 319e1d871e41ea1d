# fails: complete looked never-more
# The Job is suspended and its pods are run by hand.
kubectl create -f data-processing-job.yaml
sleep 10
kubectl logs -l job-name=data-processing
kubectl patch job data-processing -p '{"spec":{"suspend":true}}'
for i in 1 2 3 4 5 6 7; do kubectl run p$i --image=processor:v1 --restart=Never -- python process.py; done
sleep 300
kubectl get jobs
