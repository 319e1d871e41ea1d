# fails: history no-gap rolled-back updated
# A paused Deployment takes the new image, and makes no pod of it.
kubectl create deployment nginx --image=nginx:1.20 --replicas=3
kubectl rollout status deployment/nginx
kubectl get deployments,rs,pods
kubectl rollout pause deployment/nginx
kubectl set image deployment/nginx nginx=nginx:1.21
sleep 5m
kubectl rollout history deployment/nginx
kubectl set image deployment/nginx nginx=nginx:1.20
kubectl rollout resume deployment/nginx
kubectl rollout status deployment/nginx
