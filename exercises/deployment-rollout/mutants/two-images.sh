# fails: changed created history no-gap rolled-back updated watched
# Both versions side by side in every pod: nothing is left to update.
kubectl create deployment nginx --image=nginx:1.20 --image=nginx:1.21 --replicas=3
kubectl rollout status deployment/nginx --timeout=2m
kubectl get deployments,rs,pods
kubectl rollout history deployment/nginx
