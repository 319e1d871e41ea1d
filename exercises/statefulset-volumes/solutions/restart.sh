kubectl describe pvc data-web-0
kubectl rollout restart statefulset/web
kubectl rollout status statefulset/web
sed -e 's/replicas: 3/replicas: 1/' web-statefulset.yaml | kubectl apply -f -
sleep 60
kubectl apply -f web-statefulset.yaml
kubectl rollout status statefulset/web
sed -e 's/replicas: 3/replicas: 1\n  persistentVolumeClaimRetentionPolicy: {whenScaled: Delete, whenDeleted: Retain}/' web-statefulset.yaml | kubectl apply -f -
sleep 90
