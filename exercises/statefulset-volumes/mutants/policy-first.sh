# fails: kept reunited retention
kubectl get pvc
kubectl delete pod web-0
sleep 30
kubectl patch statefulset web -p '{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenScaled":"Delete"}}}'
kubectl scale statefulset web --replicas=1
sleep 60
kubectl scale statefulset web --replicas=3
sleep 90
