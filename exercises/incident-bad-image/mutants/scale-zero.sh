# fails: cause served
kubectl scale deployment shop --replicas=0
sleep 30
kubectl set image deployment/shop nginx=nginx:1.25
kubectl scale deployment shop --replicas=4
kubectl rollout status deployment/shop
