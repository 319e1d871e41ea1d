# fails: rolled-back no-gap
# asks: made-anew
# Deleting and creating again is no rollback: nothing of the first ReplicaSet is left.
kubectl create deployment nginx --image=nginx:1.20 --replicas=3
kubectl rollout status deployment/nginx
kubectl get deployments
kubectl get rs
kubectl get pods
kubectl delete deployment nginx
kubectl create deployment nginx --image=nginx:1.21 --replicas=3
kubectl rollout status deployment/nginx
kubectl rollout history deployment/nginx
kubectl delete deployment nginx
kubectl create deployment nginx --image=nginx:1.20 --replicas=3
kubectl rollout status deployment/nginx
