kubectl patch deployment web -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'
kubectl set image deployment/web nginx=nginx:1.21
sleep 1
kubectl get endpointslices
kubectl rollout status deployment/web
kubectl patch deployment web -p '{"spec":{"strategy":{"type":"RollingUpdate"}}}'
kubectl set image deployment/web nginx=nginx:1.22
kubectl rollout status deployment/web
