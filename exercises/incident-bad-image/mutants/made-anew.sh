# fails: served
# Deleted and made again it is well in half a minute, in which the shop was shut.
kubectl get pods
kubectl delete deployment shop
kubectl create deployment shop --image=nginx:1.25 --replicas=4
kubectl rollout status deployment/shop
