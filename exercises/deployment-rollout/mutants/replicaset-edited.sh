# fails: changed updated no-gap watched history rolled-back
# asks: below-the-deployment
# The image of the ReplicaSet instead of that of the Deployment: the Deployment still wants the old one.
kubectl create deployment nginx --image=nginx:1.20 --replicas=3
kubectl rollout status deployment/nginx
kubectl get deployments
kubectl get rs
kubectl get pods
kubectl set image "$(kubectl get rs -o name)" nginx=nginx:1.21
kubectl rollout status deployment/nginx
kubectl rollout history deployment/nginx
