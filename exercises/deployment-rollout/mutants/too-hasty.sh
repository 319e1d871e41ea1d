# fails: history no-gap rolled-back updated
# The update is taken back before it is complete.
kubectl create deployment nginx --image=nginx:1.20 --replicas=3
kubectl rollout status deployment/nginx
kubectl get deployments,rs,pods
kubectl set image deployment/nginx nginx=nginx:1.21
sleep 1
kubectl get deployment nginx
kubectl rollout undo deployment/nginx
kubectl rollout status deployment/nginx
kubectl rollout history deployment/nginx
