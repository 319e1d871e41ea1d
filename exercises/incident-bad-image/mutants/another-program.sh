# fails: served settled stays
# Four pods are up, but none of them is the shop.
kubectl get pods
kubectl set image deployment/shop nginx=redis:7
kubectl rollout status deployment/shop
