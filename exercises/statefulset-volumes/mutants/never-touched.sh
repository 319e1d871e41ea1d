# fails: looked survived
# web-0 stays throughout; only the others go and come.
kubectl scale statefulset web --replicas=1
sleep 60
kubectl scale statefulset web --replicas=3
sleep 90
kubectl patch statefulset web -p '{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenScaled":"Delete"}}}'
kubectl scale statefulset web --replicas=2
sleep 60
