# fails: back gap rolled no-gap
kubectl patch deployment web -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'
kubectl set image deployment/web nginx=nginx:1.21
kubectl rollout status deployment/web
kubectl get pods
kubectl set image deployment/web nginx=nginx:1.22
kubectl rollout status deployment/web
