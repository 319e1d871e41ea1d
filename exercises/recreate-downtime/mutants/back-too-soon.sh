# fails: back gap never-mixed no-gap rolled updated
# Back at RollingUpdate before the new version comes.
kubectl patch deployment web -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'
sleep 5
kubectl patch deployment web -p '{"spec":{"strategy":{"type":"RollingUpdate"}}}'
kubectl set image deployment/web nginx=nginx:1.21
kubectl rollout status deployment/web
kubectl get pods
kubectl set image deployment/web nginx=nginx:1.22
kubectl rollout status deployment/web
