# fails: served settled stays
kubectl get pods
kubectl rollout undo deployment/shop
kubectl scale deployment shop --replicas=3
sleep 10m
