kubectl describe pods
kubectl set image deployment/shop nginx=nginx:1.25
kubectl rollout status deployment/shop
