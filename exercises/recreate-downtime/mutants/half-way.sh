# fails: no-gap rolled
# The last update has begun and is not over.
kubectl patch deployment web -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'
kubectl set image deployment/web nginx=nginx:1.21
kubectl get pods
kubectl rollout status deployment/web
kubectl patch deployment web -p '{"spec":{"strategy":{"type":"RollingUpdate"}}}'
kubectl set image deployment/web nginx=nginx:1.22
kubectl rollout pause deployment/web
sleep 5m
