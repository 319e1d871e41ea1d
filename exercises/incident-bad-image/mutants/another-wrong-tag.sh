# fails: settled served stays
kubectl get pods
kubectl set image deployment/shop nginx=nginx:1.25-stable
sleep 10m
