# fails: changed updated no-gap watched history rolled-back
# asks: pods-deleted
# Deleting pods brings new pods of the old version.
kubectl create deployment nginx --image=nginx:1.20 --replicas=3
kubectl rollout status deployment/nginx
kubectl get deployments,rs,pods
kubectl delete pods -l app=nginx
kubectl rollout status deployment/nginx
