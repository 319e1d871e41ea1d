# fails: retention reunited
kubectl get pvc
kubectl delete pod web-0
sleep 30
kubectl scale statefulset web --replicas=1
sleep 60
kubectl patch statefulset web -p '{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenScaled":"Delete"}}}'
kubectl scale statefulset web --replicas=2
sleep 60
