# fails: retention reunited survived
# The claim goes with its pod, and a new one takes its name.
kubectl get pvc
kubectl scale statefulset web --replicas=0
sleep 60
kubectl delete pvc data-web-0
kubectl scale statefulset web --replicas=1
sleep 60
