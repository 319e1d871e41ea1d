# fails: stayed-up to-two looked limited
# Deleting the Deployment ends the bad version too, and with it everything that could be gone back to.
kubectl set image deployment/nginx-deployment nginx=nginx:1.99
sleep 30
kubectl delete deployment nginx-deployment
sed 's/nginx:1.20/nginx:1.22/' nginx-deployment.yaml | kubectl create -f -
kubectl rollout status deployment/nginx-deployment
kubectl set image deployment/nginx-deployment nginx=nginx:1.21
kubectl rollout status deployment/nginx-deployment
kubectl rollout history deployment/nginx-deployment
kubectl patch deployment nginx-deployment -p '{"spec":{"revisionHistoryLimit":1}}'
sleep 10
