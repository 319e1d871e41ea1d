# fails: back gap never-mixed no-gap rolled updated
# The new version is there before the strategy is Recreate: nothing was updated by it.
kubectl delete deployment web
kubectl create deployment web --image=nginx:1.21 --replicas=3
kubectl rollout status deployment/web
kubectl patch deployment web -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'
sleep 30
kubectl get pods
kubectl patch deployment web -p '{"spec":{"strategy":{"type":"RollingUpdate"}}}'
kubectl set image deployment/web nginx=nginx:1.22
kubectl rollout status deployment/web
