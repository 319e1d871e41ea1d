kubectl get pvc
kubectl exec web-0 -- sh -c 'echo kept > /usr/share/nginx/html/index.html'
kubectl delete pod web-0
sleep 20
kubectl scale statefulset web --replicas=1
sleep 60
kubectl scale statefulset web --replicas=3
kubectl rollout status statefulset/web
kubectl patch statefulset web -p '{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenScaled":"Delete"}}}'
kubectl scale statefulset web --replicas=2
sleep 60
